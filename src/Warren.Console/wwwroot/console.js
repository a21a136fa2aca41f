// The theme, copying, and what happens when the connection is lost. Loaded before the page is drawn.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => localStorage.getItem('warren-theme');
  const paint = () => { root.dataset.theme = chosen() ?? (system.matches ? 'dark' : 'light'); };
  system.addEventListener('change', paint);
  paint();

  document.addEventListener('click', event => {
    const theme = event.target.closest?.('[data-switch-theme]');
    if (theme) {
      const wanted = root.dataset.theme === 'dark' ? 'light' : 'dark';
      // What the system says anyway is not remembered, so that the page follows it again.
      if ((wanted === 'dark') === system.matches) localStorage.removeItem('warren-theme');
      else localStorage.setItem('warren-theme', wanted);
      paint();
    }

    const copy = event.target.closest?.('[data-copy]');
    if (copy) copyText(copy);

    const menu = event.target.closest?.('[data-toggle-menu]');
    const open = menu ? !document.body.classList.contains('menu-open') : false;
    document.body.classList.toggle('menu-open', open);
    document.querySelector('[data-toggle-menu]')?.setAttribute('aria-expanded', open);

    if (event.target.closest?.('.reload')) { event.preventDefault(); location.reload(); }
  });

  async function copyText(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Over plain HTTP to another machine browsers have no clipboard object.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    button.classList.add('copied');
    setTimeout(() => button.classList.remove('copied'), 1500);
  }

  // Blazor tells how its connection fares: show, hide, failed (it has given up), rejected (the page's state is gone).
  async function reloadWhenServed() {
    for (;;) {
      try {
        if ((await fetch(location.href, { redirect: 'manual' })).status < 500) break;
      } catch { /* not back yet */ }
      await new Promise(done => setTimeout(done, 1000));
    }
    location.reload();
  }

  addEventListener('DOMContentLoaded', () => {
    const dialog = document.getElementById('components-reconnect-modal');
    dialog?.addEventListener('components-reconnect-state-changed', event => {
      switch (event.detail.state) {
        case 'show': if (!dialog.open) dialog.showModal(); break;
        case 'hide': dialog.close(); break;
        case 'failed':
        case 'rejected':
        case 'resume-failed': if (!dialog.open) dialog.showModal(); reloadWhenServed(); break;
      }
    });
    const fault = document.getElementById('blazor-error-ui');
    if (fault) new MutationObserver(() => { if (fault.style.display === 'block') fault.hidden = false; }).observe(fault, { attributes: true });
  });
})();
