// Nothing typed is lost: every field of a text is kept on the device as it is typed, whether the page hears of it or not.
(() => {
  'use strict';
  const typed = key => `${key}:typed`;
  const quietly = act => { try { return act(); } catch { return null; } };
  const read = key => quietly(() => JSON.parse(localStorage.getItem(key)));
  const drop = key => quietly(() => { localStorage.removeItem(key); localStorage.removeItem(typed(key)); });
  // What is recorded is done with: whatever comes in late is not kept under its key again. What has moved is kept under its new key alone.
  const done = new Set(), moved = new Map();
  const store = (key, value) => { if (!done.has(key)) quietly(() => localStorage.setItem(key, value)); };
  window.assessmentKeep = {
    put(key, draft) { store(moved.get(key) ?? key, draft); },
    get(key) {
      done.delete(key);
      moved.delete(key);
      return [quietly(() => localStorage.getItem(key)), quietly(() => localStorage.getItem(typed(key)))];
    },
    drop,
    done(key) {
      for (const pending of waiting.keys()) clearTimeout(waiting.get(pending));
      waiting.clear();
      done.add(key);
      drop(key);
    },
    move(from, to) {
      quietly(() => { const text = localStorage.getItem(typed(from)); if (text !== null) localStorage.setItem(typed(to), text); });
      moved.set(from, to);
      drop(from);
    },
  };
  const waiting = new Map();
  const tell = field => field.dispatchEvent(new Event('change', { bubbles: true }));
  document.addEventListener('input', event => {
    const field = event.target, form = field.closest('[data-keep]');
    if (!form) return;
    if (field.name) {
      const key = moved.get(form.dataset.keep) ?? form.dataset.keep;
      const all = read(typed(key)) ?? {};
      all[field.name] = field.value;
      if (!done.has(key)) quietly(() => localStorage.setItem(typed(key), JSON.stringify(all)));
    }
    // A text is told to the page when the typing pauses, not with every letter.
    clearTimeout(waiting.get(field));
    if (field.matches('textarea, input:not([type=radio], [type=checkbox])'))
      waiting.set(field, setTimeout(() => tell(field), 500));
  });
  // The browser tells it when the field is left: once is enough.
  document.addEventListener('change', event => {
    clearTimeout(waiting.get(event.target));
    waiting.delete(event.target);
  }, true);
  // A button may be pressed before the typing has paused, and without the field being left, as screen readers and voices do: the text comes first.
  document.addEventListener('click', () => [...waiting.keys()].forEach(field => field.isConnected ? tell(field) : waiting.delete(field)), true);

  // Whether a field stands in the draft as it was typed; one of a judgment that was taken out counts for nothing.
  const stands = (draft, name, value) => {
    const [member, id] = name.split('.').reverse();
    const of = id ? draft.Judgments?.find(judgment => judgment.Id === id) : draft;
    const said = of?.Likelihood, percent = said?.Probability == null ? null : Math.round(said.Probability * 1e6) / 1e4;
    const share = /^share([1-5])$/.exec(member);
    const known = share ? of?.Shares?.[share[1] - 1] : member === 'likelihood' ? said?.Term ?? percent : of?.[member[0].toUpperCase() + member.slice(1)];
    return !of || String(known ?? '') === value;
  };
  const isHeld = key => {
    const kept = read(key);
    return !!kept?.Held && Object.entries(read(typed(key)) ?? {}).every(([name, value]) => stands(kept.Draft, name, value));
  };
  const name = key => { const draft = read(key)?.Draft; return draft?.Title || draft?.Statement || draft?.Rationale || Object.values(read(typed(key)) ?? {})[0] || 'a text without a title'; };
  // Who signs out leaves nothing here that the service holds. What it does not hold is never taken away unasked.
  document.addEventListener('submit', event => {
    const leaver = event.target.dataset.leaver;
    if (leaver === undefined) return;
    const keys = new Set(quietly(() => Object.keys(localStorage).map(key => key.replace(/:typed$/, '')).filter(key => ['draft', 'claim', 'dissent', 'trace'].some(kind => key.startsWith(`${kind}:${leaver}:`)))) ?? []);
    const unsaved = [...keys].filter(key => !isHeld(key));
    const names = unsaved.map(key => `“${name(key).slice(0, 60)}”`).join(', ');
    if (unsaved.length > 0 && !confirm(`Not saved yet, and readable in this browser after you have signed out: ${names}. Sign out all the same?`)) event.preventDefault();
    else [...keys].filter(isHeld).forEach(drop);
  }, true);
})();
