// Completes the example call with the address under which the page was opened.
document.getElementById("origin").textContent = window.location.origin;
