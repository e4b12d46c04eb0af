// A marked passage shows its reason on hover or focus; [ and ] walk the passages; Esc puts the reason away.
// The same reasons stand in full below the item, so nothing depends on this script.

const box = document.createElement("aside");
box.className = "why-pop";
box.hidden = true;
document.querySelector(".what")?.append(box);

const numbersOf = (span) => (span.dataset.span ?? "").split(" ").filter(Boolean);
const spans = () => [...document.querySelectorAll("a.span")];
let leaving = 0;

function place(span) {
  const edge = 12;
  const rect = span.getClientRects()[0];
  const width = box.offsetWidth;
  const height = box.offsetHeight;
  const below = rect.bottom + 6;
  const top = below + height > innerHeight - edge ? Math.max(edge, rect.top - height - 6) : below;
  box.style.top = `${top}px`;
  box.style.left = `${Math.min(Math.max(edge, rect.left), innerWidth - width - edge)}px`;
}

function reasonsFor(numbers) {
  const passages = numbers.flatMap((number) => [...document.querySelectorAll(`.whys [data-passage="${number}"]`)]);
  return [...new Set(passages.map((passage) => passage.closest(".why")))].map((why) => {
    const copy = why.cloneNode(true);
    for (const other of copy.querySelectorAll("[data-passage]")) if (!numbers.includes(other.dataset.passage)) other.remove();
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    return copy;
  });
}

function show(span) {
  clearTimeout(leaving);
  const numbers = numbersOf(span);
  const reasons = reasonsFor(numbers);
  if (!reasons.length) return;
  box.replaceChildren(...reasons);
  box.hidden = false;
  for (const other of spans()) {
    other.toggleAttribute("aria-current", numbersOf(other).some((number) => numbers.includes(number)));
  }
  place(span);
}

function hide() {
  box.hidden = true;
  for (const span of spans()) span.removeAttribute("aria-current");
}

function walk(step) {
  const walked = new Set();
  const firsts = spans().filter((span) => {
    const fresh = numbersOf(span).filter((number) => !walked.has(number));
    for (const number of fresh) walked.add(number);
    return fresh.length > 0;
  });
  if (!firsts.length) return;
  const here = firsts.indexOf(document.activeElement);
  const next = (here + step + firsts.length) % firsts.length;
  firsts[here < 0 && step < 0 ? firsts.length - 1 : next].focus();
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const span = event.target.closest("a.span");
    if (span) show(span);
    else if (event.target.closest(".why-pop")) clearTimeout(leaving);
  });
}
for (const kind of ["pointerout", "focusout"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest("a.span, .why-pop")) leaving = setTimeout(hide, 250);
  });
}
document.querySelector(".what")?.addEventListener("scroll", hide, { passive: true });
document.addEventListener("click", (event) => {
  if (event.target.closest("a.span")) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !box.hidden) hide();
  if (event.target.matches?.("input, textarea, select") || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.key === "[" || event.key === "]") {
    event.preventDefault();
    walk(event.key === "]" ? 1 : -1);
  }
});
