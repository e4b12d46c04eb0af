// While something typed would be lost, ask before leaving; and put the page where the law of the letter is read.

const form = document.querySelector("#decide, #answer");
let dirty = false;

form?.addEventListener("input", () => { dirty = true; });
form?.addEventListener("submit", () => { dirty = false; });
addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "letter") document.getElementById("letter")?.scrollIntoView({ block: "start", behavior: "smooth" });
});

// A dialog's form is a way of leaving on purpose.
for (const other of document.querySelectorAll("dialog form, .case-bar form")) other.addEventListener("submit", () => { dirty = false; });

// A choice that needs further answers unfolds them: data-unfolds="id" of a details element.
for (const choice of document.querySelectorAll("[data-unfolds]")) {
  choice.addEventListener("change", () => {
    const part = document.getElementById(choice.dataset.unfolds);
    if (part && choice.checked) part.open = true;
  });
}

// The form is drawn anew while somebody may go on typing: what was typed after it was sent is put back.
const texts = () => [...document.querySelectorAll("#draft textarea, #draft input.input")];
const values = () => new Map(texts().map((field) => [field.id, field.value]));
let sent = new Map();
let late = new Map();

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "draft") sent = values();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "draft") late = new Map([...values()].filter(([id, value]) => sent.get(id) !== value));
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "draft") return;
  for (const field of texts().filter((one) => late.has(one.id))) {
    field.value = late.get(field.id);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  late = new Map();
});
