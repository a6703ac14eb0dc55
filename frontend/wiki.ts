// The shell's script: every page loads it, and every page works without it.
document.documentElement.classList.add("js");
