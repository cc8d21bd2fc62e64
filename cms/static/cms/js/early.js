// Runs before the page is drawn, so that nothing moves: says that scripts work here.
document.documentElement.classList.add("js");
