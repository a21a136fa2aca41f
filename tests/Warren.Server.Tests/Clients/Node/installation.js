// What every script here is told: node SCRIPT.js URL CREDENTIALS_FILE. Each prints one JSON object: what its client got.
'use strict';
const fs = require('fs');

exports.url = process.argv[2];
exports.who = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'));

/** A refused call, as the SDK tells it. */
exports.refused = async (call) => {
  try {
    await call();
    return { accepted: true };
  } catch (e) {
    return { status: e.httpStatusCode, code: e.errorCode, message: e.errorMsg, request: e.requestId };
  }
};

exports.run = async (script) => {
  try {
    console.log(JSON.stringify(await script()));
  } catch (e) {
    console.error(e);
    process.exit(1);
  }
};
