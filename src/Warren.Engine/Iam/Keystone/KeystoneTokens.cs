using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Warren.Engine.Errors;

namespace Warren.Engine.Iam.Keystone;

/// <summary>
/// What is known about Keystone's tokens, for as long as the settings believe it. Calls with one token share one question, so that many calls are no storm;
/// while Keystone does not answer, only one question a second finds out whether it does again, and all other calls fail at once.
/// </summary>
public sealed class KeystoneTokens(KeystoneClient keystone, IOptions<KeystoneOptions> options, TimeProvider clock)
{
    /// <summary>Tokens kept at most; more than that and all are asked for anew.</summary>
    private const int MostTokens = 10_000;

    /// <summary>A refusal is kept for no longer than this: it may be a token that Keystone's other copies have not heard of yet.</summary>
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Question> questions = new(StringComparer.Ordinal);
    private DateTimeOffset restsUntil;

    /// <summary>What Keystone says, or has said not long ago; null: it does not know the token, or the token has expired.</summary>
    /// <exception cref="WarrenException">Unavailable: Keystone does not answer.</exception>
    public async Task<KeystoneToken?> FindAsync(string token, CancellationToken ct)
    {
        // The key of a table in memory, which shall not hold what opens the door.
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        Question question;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (!questions.TryGetValue(key, out var asked) || asked.GoodUntil <= now)
            {
                if (restsUntil > now)
                {
                    throw new WarrenException(DmsErrors.Unavailable);
                }

                MakeRoom(now);
                questions[key] = asked = new Question();
                asked.Answer = AskAsync(key, token, asked);
            }

            question = asked;
        }

        // The answer is everybody's, so it is not given up with the first who does not wait any more.
        var found = await question.Answer.WaitAsync(ct);
        return found?.Stamp.ExpiresAt > clock.GetUtcNow() ? found : null;
    }

    private async Task<KeystoneToken?> AskAsync(string key, string token, Question question)
    {
        await Task.Yield(); // outside of the lock
        try
        {
            var found = await keystone.ValidateAsync(token);
            question.GoodUntil = clock.GetUtcNow() + (found is null && options.Value.CacheTime > LongestRefusal ? LongestRefusal : options.Value.CacheTime);
            return found;
        }
        catch
        {
            lock (gate)
            {
                questions.Remove(key);
                restsUntil = clock.GetUtcNow() + Rest;
            }

            throw;
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (questions.Count >= MostTokens)
        {
            foreach (var (key, _) in questions.Where(q => q.Value.GoodUntil <= now).ToList())
            {
                questions.Remove(key);
            }

            if (questions.Count >= MostTokens)
            {
                questions.Clear();
            }
        }
    }

    private sealed class Question
    {
        private long goodUntil = DateTimeOffset.MaxValue.UtcTicks;

        public Task<KeystoneToken?> Answer { get; set; } = null!;

        /// <summary>For ever, until there is an answer.</summary>
        public DateTimeOffset GoodUntil
        {
            get => new(Interlocked.Read(ref goodUntil), TimeSpan.Zero);
            set => Interlocked.Exchange(ref goodUntil, value.UtcTicks);
        }
    }
}
