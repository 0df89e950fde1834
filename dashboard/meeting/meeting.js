// Walks through the screens. Everything is in the page: nothing is asked for but by U.
(() => {
  const root = document.documentElement;
  const screens = [...document.querySelectorAll(".screen")];
  if (!screens.length) return;
  const one = (name) => document.querySelector(name);
  const [typed, notice, blank, keys, said] =
    [".typed", ".notice", ".blank", ".keys", ".said"].map(one);
  const { anew, place } = document.body.dataset;
  let at = 0;
  let digits = "";
  let timer = 0;

  const asked = () => Number.parseInt(location.hash.slice(1), 10) - 1;
  const inside = (n) => Math.min(Math.max(Number.isNaN(n) ? 0 : n, 0), screens.length - 1);

  function show(n) {
    at = inside(n);
    screens.forEach((screen, i) => { screen.hidden = i !== at; });
    history.replaceState(null, "", `#${at + 1}`);
    said.textContent = place
      .replace("{at}", at + 1)
      .replace("{count}", screens.length)
      .replace("{message}", screens[at].querySelector("h1").textContent);
  }

  function type(digit) {
    digits = (digits + digit).slice(-3);
    typed.textContent = digits;
    typed.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(forget, 3000);
  }

  function forget() {
    digits = "";
    typed.hidden = true;
  }

  function enter() {
    if (digits) show(Number(digits) - 1);
    else show(at + 1);
  }

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.();
  }

  function isDark() {
    return root.dataset.mode
      ? root.dataset.mode === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function mode() {
    root.dataset.mode = isDark() ? "light" : "dark";
    try { sessionStorage.setItem("mode", root.dataset.mode); } catch { /* not kept */ }
  }

  // The page is left only when the new one is there: an unreachable server costs nothing.
  async function update() {
    try {
      const answer = await fetch(anew, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const found = new URL(answer.url);
      if (found.search === location.search) location.reload();
      else location.replace(found.pathname + found.search + location.hash);
    } catch {
      notice.hidden = false;
      setTimeout(() => { notice.hidden = true; }, 6000);
    }
  }

  const turn = (element) => { element.hidden = !element.hidden; };
  const next = () => show(at + 1);
  const back = () => show(at - 1);
  const DOES = {
    ArrowRight: next, ArrowDown: next, PageDown: next, " ": next, Enter: enter,
    ArrowLeft: back, ArrowUp: back, PageUp: back, Backspace: back,
    Home: () => show(0), End: () => show(screens.length - 1),
    b: () => turn(blank), ".": () => turn(blank), f: fill, F5: fill, t: mode, u: update,
    "?": () => turn(keys), h: () => turn(keys),
  };
  const LIGHTS_UP = new Set(["f", "F5", "t", "u", "b", "."]);

  // Black or the list of keys goes away first, whatever the key.
  function uncovered(key) {
    const covered = [blank, keys].filter((element) => !element.hidden);
    if (!covered.length || (LIGHTS_UP.has(key) && keys.hidden)) return false;
    covered.forEach(turn);
    return true;
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isDigit = /^[0-9]$/.test(key);
    if (!isDigit && !DOES[key] && key !== "Escape") return;
    event.preventDefault();
    if (key === "Escape") { forget(); uncovered(key); return; }
    if (uncovered(key)) return;
    if (isDigit) { type(key); return; }
    DOES[key]();
    forget();
  });

  addEventListener("click", (event) => {
    if (uncovered("click")) return;
    show(at + (event.clientX < innerWidth / 2 ? -1 : 1));
  });

  addEventListener("hashchange", () => show(asked()));
  try {
    const kept = sessionStorage.getItem("mode");
    if (kept) root.dataset.mode = kept;
  } catch { /* none is kept */ }
  root.dataset.live = "";
  show(asked());
})();
