// A file that is larger than what is taken is told at once, before minutes are spent on sending it.
// The server refuses it too; this only saves the time.
(() => {
  "use strict";
  const MEGABYTE = 1e6;
  for (const field of document.querySelectorAll("input[type=file][data-most]")) {
    const most = Number(field.dataset.most);
    const together = Number(field.dataset.mostTogether || most);
    field.addEventListener("change", () => {
      const files = [...field.files];
      const large = files.find((one) => one.size > most * MEGABYTE);
      const sum = files.reduce((total, one) => total + one.size, 0);
      let said = "";
      if (large) said = field.dataset.tooLarge.replace("{name}", large.name);
      else if (sum > together * MEGABYTE) said = field.dataset.tooLargeTogether;
      field.setCustomValidity(said);
      if (said) field.reportValidity();
    });
  }
})();
