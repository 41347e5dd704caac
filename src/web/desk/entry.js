// What scripts add to manual entry: the pages of a PDF are drawn, its text can be taken, and two addresses are compared at once.
// The PDF is read by a thread that can reach nothing but it; scripts inside of it never run.
const MOST_PAGES = 40;
const MOST_LETTERS = 16000;
const form = document.getElementById("entry");
const pane = document.querySelector("[data-pdf]");
const state = document.querySelector("[data-state]");

// Two addresses that are not the same.
for (const again of form.querySelectorAll("[data-again]")) {
  const email = document.getElementById(again.dataset.again);
  const compare = () => {
    const differ = again.value.trim() !== "" && again.value.trim().toLowerCase() !== email.value.trim().toLowerCase();
    again.setAttribute("aria-invalid", String(differ));
  };
  for (const field of [again, email]) field.addEventListener("change", compare);
}

// A day belongs to one of the choices.
for (const day of form.querySelectorAll("input[type=date]")) {
  day.addEventListener("input", () => { if (day.value) document.getElementById(day.id.replace("day", "when")).value = "on"; });
}

// Ctrl and Enter adds, wherever the hands are.
form.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=save]"));
  }
});

// The words of a page in lines; where there is much room between words, another cell begins.
const linesOf = content => {
  const lines = [];
  let line = null;
  for (const item of content.items) {
    if (!item.str.trim()) continue;
    const [x, y, height] = [item.transform[4], item.transform[5], item.height || 10];
    if (!line || Math.abs(line.y - y) > height / 2) {
      line = { y, words: [] };
      lines.push(line);
    }
    line.words.push({ x, end: x + item.width, height, text: item.str.trim() });
  }
  const whole = new Map();
  for (const line of lines) {
    const key = [...whole.keys()].find(y => Math.abs(y - line.y) < 3) ?? line.y;
    whole.set(key, [...(whole.get(key) || []), ...line.words]);
  }
  const inOrder = [...whole.entries()].sort((a, b) => b[0] - a[0]);
  return inOrder.map(([, words]) => {
    words.sort((a, b) => a.x - b.x);
    let text = "";
    let end = null;
    for (const word of words) {
      if (end !== null) text += word.x - end > word.height ? "\t" : word.x - end > word.height / 10 ? " " : "";
      text += word.text;
      end = word.end;
    }
    return text;
  }).join("\n");
};

const draw = async (page, canvas) => {
  const width = Math.min(pane.clientWidth, 1200);
  const unscaled = page.getViewport({ scale: 1 });
  const scale = Math.min((width / unscaled.width) * Math.min(devicePixelRatio || 1, 2), 4);
  const viewport = page.getViewport({ scale });
  [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
  await page.render({ canvas, viewport, annotationMode: 1 }).promise;
  canvas.dataset.drawn = "yes";
};

const open = async () => {
  state.textContent = "The PDF is being opened…";
  const pdf = await import(pane.dataset.library);
  pdf.GlobalWorkerOptions.workerSrc = pane.dataset.worker;
  const file = await pdf.getDocument({
    url: pane.dataset.pdf,
    wasmUrl: pane.dataset.decoders,
    enableXfa: false,
    isEvalSupported: false,
    useSystemFonts: true,
    maxImageSize: 1 << 26,
    disableAutoFetch: true,
    disableStream: true,
  }).promise;
  const count = Math.min(file.numPages, MOST_PAGES);
  let text = "";
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries.filter(one => one.isIntersecting)) {
      seen.unobserve(entry.target);
      file.getPage(Number(entry.target.dataset.page)).then(page => draw(page, entry.target)).catch(() => {
        state.textContent = "A page of this PDF cannot be drawn. Save it, and open it beside this page.";
      });
    }
  }, { rootMargin: "400px" });
  for (let number = 1; number <= count; number += 1) {
    const page = await file.getPage(number);
    const size = page.getViewport({ scale: 1 });
    const canvas = document.createElement("canvas");
    canvas.dataset.page = String(number);
    canvas.width = Math.min(Math.floor(size.width), 2000);
    canvas.height = Math.min(Math.floor(size.height), 4000);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `Page ${number} of ${file.numPages}`);
    pane.append(canvas);
    seen.observe(canvas);
    if (text.length < MOST_LETTERS) {
      text += `${linesOf(await page.getTextContent())}\n`;
      for (const field of await page.getAnnotations()) {
        const filled = typeof field.fieldValue === "string" && field.fieldValue.trim();
        if (filled) text += `${field.alternativeText || field.fieldName}: ${filled}\n`;
      }
    }
  }
  const rest = file.numPages > count ? ` The first ${count} are shown; save it to see all.` : "";
  state.textContent = `${file.numPages} ${file.numPages === 1 ? "page" : "pages"}.${rest}`;
  const offer = document.querySelector("[data-offer]");
  if (text.length > MOST_LETTERS) {
    text = text.slice(0, text.lastIndexOf("\n", MOST_LETTERS) + 1);
    state.textContent += " Only the first part of its text can be taken at once.";
  }
  if (text.trim()) {
    offer.hidden = false;
    offer.addEventListener("click", () => {
      document.getElementById("lines").value = text;
      form.requestSubmit(form.querySelector("button[value=read]"));
    });
  } else {
    state.textContent += " It has no text that could be taken: it is a picture of a list.";
  }
};

if (pane) {
  open().catch(() => {
    state.textContent = "This PDF cannot be drawn here. It may be damaged or protected by a password. Save it, and open it beside this page.";
  });
}
