// What a page of links needs to feel like one program: links that do not reload, filters that can
// be searched without accents, a link to copy, a bar that can be clicked. Runs once a visit.
(() => {
  document.documentElement.lang = "vi";
  if (window.soketFrame) return;
  window.soketFrame = true;

  // ---- Links: the address changes, Streamlit sees it as a step in the browser's history ----
  let returnTo = null;

  const go = (href) => {
    const next = new URL(href, location.href);
    const elsewhere = next.pathname !== location.pathname;
    if (next.href === location.href) return;
    history.pushState({}, "", next);
    dispatchEvent(new PopStateEvent("popstate"));
    if (elsewhere) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };

  const isOurs = (link) =>
    link && link.origin === location.origin && !link.target && !link.hasAttribute("download") &&
    !link.pathname.includes("/tai-ve/") && link.closest('[data-testid="stHtml"], .stPlotlyChart');

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!isOurs(link)) return;
    event.preventDefault();
    returnTo = link.dataset.key || null;
    go(link.href);
  });

  // The keyboard stays where it was when a page is drawn anew
  const settle = () => {
    if (!returnTo || (document.activeElement && document.activeElement !== document.body)) return;
    const again = document.querySelector(`[data-key="${CSS.escape(returnTo)}"]`);
    if (again) again.focus({ preventScroll: true });
  };
  addEventListener("keydown", () => { returnTo = null }, true);
  addEventListener("pointerdown", () => { returnTo = null }, true);

  // ---- A list that opens, with a field to search it ----
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const LONGEST = 200; // options drawn at once; typing narrows them
  let opened = null;

  const close = (focus) => {
    if (!opened) return;
    const { pick, button, list } = opened;
    opened = null;
    list.remove();
    button.setAttribute("aria-expanded", "false");
    pick.classList.remove("open");
    if (focus) button.focus();
  };

  const choose = (pick, code) => {
    const href = code === "" ? pick.dataset.none : pick.dataset.href.replace("~", encodeURIComponent(code));
    close(true);
    returnTo = pick.querySelector("button").dataset.key;
    go(href);
  };

  const make = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };

  const fetched = async (pick) => {
    const answer = await fetch(pick.dataset.source);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const open = (pick, typed = "") => {
    const button = pick.querySelector("button");
    const id = `list-${pick.dataset.name}`;
    const list = make("div", { class: "pick-list" });
    const field = make("input", {
      type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": id, autocomplete: "off",
      "aria-label": `${pick.dataset.label}: ${pick.dataset.search}`, placeholder: pick.dataset.search,
    });
    const rows = make("ul", { role: "listbox", id, "aria-label": pick.dataset.label });
    const told = make("p", { role: "status" }, pick.dataset.waiting);
    list.append(field, rows, told);
    pick.append(list);
    pick.classList.add("open");
    button.setAttribute("aria-expanded", "true");
    field.value = typed;
    opened = { pick, button, list, field };
    let options = null, keys = [], active = -1, wanted = false;

    const mark = (index) => {
      active = index;
      [...rows.children].forEach((row, i) => row.classList.toggle("active", i === index));
      const row = rows.children[index];
      if (!row) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    };

    const fill = () => {
      if (!options) return;
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      const found = options.filter((_, i) => words.every((word) => keys[i].includes(word)));
      rows.replaceChildren(...found.slice(0, LONGEST).map(([code, label], i) => make("li", {
        role: "option", id: `${id}-${i}`, "aria-selected": String(code === pick.dataset.chosen), "data-code": code,
      }, label)));
      told.textContent = found.length ? "" : pick.dataset.nothing;
      const chosen = found.findIndex(([code]) => code === pick.dataset.chosen);
      mark(words.length ? 0 : Math.max(chosen, 0));
    };

    const take = () => {
      wanted = !options;
      const row = rows.children[active];
      if (row) choose(pick, row.dataset.code);
    };

    const filled = (given) => {
      options = pick.dataset.none ? [["", pick.dataset.all], ...given] : given;
      keys = options.map(([code, label]) => plain(`${label} ${code}`));
      fill();
      if (wanted) take();
    };

    field.addEventListener("input", fill);
    field.addEventListener("keydown", (event) => {
      const last = rows.children.length - 1;
      const moves = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0), PageDown: Math.min(active + 10, last), PageUp: Math.max(active - 10, 0) };
      if (event.key in moves) mark(moves[event.key]);
      else if (event.key === "Enter") take();
      else if (event.key === "Escape") close(true);
      else if (event.key === "Tab") { close(false); return; }
      else return;
      event.preventDefault();
    });
    rows.addEventListener("pointerdown", (event) => event.preventDefault());
    rows.addEventListener("click", (event) => {
      const row = event.target.closest("[data-code]");
      if (row) choose(pick, row.dataset.code);
    });
    if (pick.dataset.source) fetched(pick).then(filled, () => { told.textContent = pick.dataset.failed });
    else filled(JSON.parse(pick.dataset.options));
    field.focus();
  };

  // A page that is drawn anew under an open list takes the list away: it opens again as it was
  const reopen = () => {
    if (!opened || opened.pick.isConnected) return;
    const { pick, field } = opened;
    const again = document.querySelector(`.pick[data-name="${CSS.escape(pick.dataset.name)}"]`);
    if (!again) return;
    opened = null;
    if (!again.querySelector("button").disabled) open(again, field.value);
  };

  addEventListener("click", (event) => {
    const button = event.target.closest?.(".pick > button");
    if (button) {
      const again = opened?.button === button;
      close(false);
      if (!again && !button.disabled) open(button.parentElement);
    } else if (opened && !event.target.closest?.(".pick-list")) close(false);
  });

  // ---- The address, to be sent to a colleague ----
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = make("textarea", { "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("not copied");
  };

  addEventListener("click", async (event) => {
    const button = event.target.closest?.(".copy-link");
    if (!button) return;
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await copy(location.href);
      said.textContent = button.dataset.copied;
    } catch {
      said.textContent = button.dataset.notCopied;
    }
    setTimeout(() => { said.textContent = "" }, 4000);
  });

  // ---- Files that are brought: sent one by one, then the page shows what a load would do ----
  const fill = (text, gaps) => text.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);

  const send = async (drop, files) => {
    const told = drop.querySelector(".drop-told"), headers = { "X-So-Ket": "1" };
    let name = "";
    try {
      const begun = await fetch("nap-tep", { method: "POST", headers });
      if (!begun.ok) throw new Error(await begun.text());
      const { luot } = await begun.json();
      for (const [done, file] of [...files].entries()) {
        name = file.name;
        told.textContent = fill(drop.dataset.sending, { done, all: files.length, name });
        const answer = await fetch(`nap-tep/${luot}?ten=${encodeURIComponent(name)}`, { method: "POST", headers, body: file });
        if (!answer.ok) throw new Error(await answer.text());
      }
      told.textContent = "";
      go(drop.dataset.href.replace("~", luot));
    } catch (error) {
      const why = error instanceof TypeError ? drop.dataset.unreachable : error.message;
      told.textContent = fill(drop.dataset.notSent, { name, told: why });
    }
  };

  addEventListener("click", (event) => {
    const drop = event.target.closest?.(".drop-pick")?.closest(".drop");
    if (!drop) return;
    const input = make("input", { type: "file", multiple: "", accept: drop.dataset.accept });
    input.addEventListener("change", () => { if (input.files.length) send(drop, input.files) });
    input.click();
  });
  addEventListener("dragover", (event) => {
    if (event.target.closest?.(".drop")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const drop = event.target.closest?.(".drop");
    if (!drop || !event.dataTransfer.files.length) return;
    event.preventDefault();
    send(drop, event.dataTransfer.files);
  });

  // ---- Charts: a bar or a point that carries an address leads there ----
  const follow = ({ points }) => {
    const href = points[0]?.customdata;
    if (typeof href === "string") go(href);
  };

  // Listening begins with the press itself: a chart that was drawn anew has forgotten who listened
  addEventListener("pointerdown", (event) => {
    const chart = event.target.closest?.(".js-plotly-plot");
    if (!chart?.on) return;
    chart.removeListener("plotly_click", follow);
    chart.on("plotly_click", follow);
  }, true);

  let asked = false;
  new MutationObserver(() => {
    reopen();
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      settle();
    });
  }).observe(document.body, { childList: true, subtree: true });
})();
