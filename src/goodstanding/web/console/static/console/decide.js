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
