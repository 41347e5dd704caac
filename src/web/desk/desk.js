// What scripts add; every page works without. Buttons that need a script are shown only here.
const all = (css, within = document) => [...within.querySelectorAll(css)];

// Copying: the value of a field, or a text that a button has.
for (const button of all("button[data-copies], button[data-text]")) {
  const words = button.innerHTML;
  const icon = button.classList.contains("copy");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    if (field && field.select) field.select();
    let done = true;
    try {
      await navigator.clipboard.writeText(field ? field.value : button.dataset.text);
    } catch {
      done = false;
    }
    button.classList.toggle("done", done);
    if (icon) button.title = done ? "Copied" : "Press Ctrl+C";
    else button.textContent = done ? "Copied" : "Press Ctrl+C";
    setTimeout(() => {
      button.classList.remove("done");
      if (icon) button.title = "Copy";
      else button.innerHTML = words;
    }, 2000);
  });
}

// A value and the words it was read from light up together.
const light = (ids, on, follow) => {
  const marks = all("mark[data-of]").filter(mark => mark.dataset.of.split(" ").some(id => ids.includes(id)));
  marks.forEach(mark => mark.classList.toggle("lit", on));
  for (const value of all("[data-value]")) {
    if (ids.includes(value.dataset.value)) value.classList.toggle("lit-value", on);
  }
  if (on && follow && marks[0]) {
    for (let fold = marks[0].closest("details:not([open])"); fold; fold = marks[0].closest("details:not([open])")) fold.open = true;
    const pane = marks[0].closest(".papers");
    const [seen, mark] = pane ? [pane.getBoundingClientRect(), marks[0].getBoundingClientRect()] : [];
    if (pane && pane.scrollHeight > pane.clientHeight && (mark.top < seen.top || mark.bottom > seen.bottom)) {
      pane.scrollTop += mark.top - seen.top - pane.clientHeight / 3;
    }
  }
};
for (const value of all("[data-value]")) {
  const ids = [value.dataset.value];
  value.addEventListener("mouseenter", () => light(ids, true, true));
  value.addEventListener("mouseleave", () => light(ids, false));
  value.addEventListener("focusin", () => light(ids, true, true));
  value.addEventListener("focusout", () => light(ids, false));
}
for (const mark of all("mark[data-of]")) {
  const ids = mark.dataset.of.split(" ");
  mark.addEventListener("mouseenter", () => light(ids, true));
  mark.addEventListener("mouseleave", () => light(ids, false));
  mark.addEventListener("focus", () => light(ids, true));
  mark.addEventListener("blur", () => light(ids, false));
  mark.addEventListener("click", () => {
    const value = document.querySelector(`[data-value="${ids[0]}"]`);
    const field = value && value.querySelector("input, select, button");
    if (field) field.focus();
  });
}

// A day belongs to one of the choices.
for (const when of all("select[name=when]")) {
  const day = when.form.querySelector("input[name=day]");
  if (day) day.addEventListener("input", () => { if (day.value) when.value = "on"; });
}

// Typing that was not sent is not lost by a press somewhere else on the page.
const changed = new Set();
addEventListener("input", event => { if (event.target.form) changed.add(event.target.form); });
addEventListener("submit", event => {
  if (event.target.method === "dialog") return;
  const others = [...changed].filter(form => form !== event.target && form.method === "post");
  if (others.length && !confirm("You typed something elsewhere on this page that is not saved. Go on without it?")) {
    event.preventDefault();
  } else {
    changed.clear();
  }
});

// Everything ticked at once.
for (const box of all("input[data-all]")) {
  box.hidden = false;
  box.addEventListener("change", () => all(`input[name="${box.dataset.all}"]`).forEach(one => { one.checked = box.checked; }));
}

// Keys, outside of fields.
const places = () => all("[data-person]");
const here = () => document.activeElement && document.activeElement.closest("[data-person]");
const step = by => {
  const list = places();
  const next = list[Math.min(Math.max(list.indexOf(here()) + by, 0), list.length - 1)];
  if (next) next.focus();
};
const press = (key, within) => {
  const button = within && within.querySelector(`[data-key="${key}"]`);
  if (button) button.click();
};
// The one row of a page needs no choosing.
const row = () => here() || (places().length === 1 ? places()[0] : null);
const toSource = () => {
  const active = document.activeElement;
  const value = active && active.closest("[data-value]");
  if (value) {
    const mark = all("mark[data-of]").find(one => one.dataset.of.split(" ").includes(value.dataset.value));
    if (mark) mark.focus();
  } else if (active && active.matches("mark[data-of]")) {
    active.click();
  }
};
const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("a", row()),
  A: () => press("A", document),
  c: () => press("c", row()),
  t: () => press("t", document),
  u: () => press("u", document),
  x: () => press("x", here()),
  e: () => {
    const field = row() && row().querySelector(".values input:not([type=hidden]):not([readonly])");
    if (field) {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    }
  },
  s: toSource,
  Enter: () => { const link = here() === document.activeElement && here() && here().querySelector("a[data-open]"); if (link) link.click(); },
  "/": () => { const search = document.getElementById("search"); if (search) search.focus(); },
  "?": () => { const sheet = document.getElementById("keys"); if (sheet) sheet.showModal(); },
};
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const target = event.target;
  const typing = target.matches("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && typing) {
    const place = here();
    if (place) place.focus(); else target.blur();
    return;
  }
  if (event.key === "s" && target.matches("select")) return;
  if (typing || (event.key === "Enter" && target.matches("a, button, summary"))) return;
  const act = keys[event.key];
  if (act) {
    if (event.key !== "Enter" || here() === document.activeElement) {
      event.preventDefault();
      act();
    }
  }
});

// What changes while the page is open. Only the page in front listens: browsers have few connections to one place.
const line = document.querySelector("[data-live]");
if (line && window.EventSource) {
  let source = null;
  let first = null;
  const say = (words, offer) => {
    line.textContent = words;
    if (offer) {
      const link = document.createElement("a");
      link.href = location.pathname + location.search;
      link.textContent = offer;
      line.append(" ", link);
    }
    line.hidden = !words;
  };
  const hear = event => {
    const now = JSON.parse(event.data);
    first = first || now;
    const others = (now.others || []).join(", ");
    const looking = others && `${others} ${now.others.length > 1 ? "are" : "is"} looking at this ticket too.`;
    if (line.dataset.revision && String(now.revision) !== line.dataset.revision) {
      say(`Somebody has just changed this ticket. ${looking}`, "Show it as it is now");
    } else if (now.mark !== first.mark) {
      say("The queue has changed.", "Show it as it is now");
    } else {
      say(looking);
    }
  };
  const listen = () => {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource(line.dataset.live);
      source.addEventListener("now", hear);
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { if (source) source.close(); source = null; });
  addEventListener("pageshow", listen);
  listen();
}

// A file is read into the field of the form, where it can be looked at before anything is sent.
for (const place of all("[data-file-into]")) {
  const field = document.getElementById(place.dataset.fileInto);
  const file = place.querySelector("input");
  place.hidden = false;
  file.addEventListener("change", async () => {
    if (file.files[0] && file.files[0].size <= 200000) field.value = await file.files[0].text();
    else if (file.files[0]) field.value = "";
  });
}
