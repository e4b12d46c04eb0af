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
