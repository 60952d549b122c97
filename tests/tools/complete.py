"""What a shell makes of a line and a tabulator: complete.py SHELL LINE... Prints each line as it then stands.

The shell runs on a pseudo-terminal. A key that makes it write its line to a file tells without reading the screen.
"""
import os
import pty
import select
import sys
import time

shell, *lines = sys.argv[1:]
target = os.path.abspath(f".completed-{shell}")

SETUP = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "source <(lint completion bash); show() { printf '%s' \"$READLINE_LINE\" > " + target + "; }; bind -x '\"\\C-g\": show'",
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "autoload -U compinit && compinit -u -D; source <(lint completion zsh); "
        "show() { print -rn -- \"$BUFFER\" > " + target + "; }; zle -N show; bindkey '^G' show",
    ),
    "fish": (
        ["fish", "--no-config", "-i"],
        "lint completion fish | source; function show; commandline > " + target + "; end; bind \\cg show",
    ),
}
CLEAR, SHOW = b"\x15", b"\x07"

arguments, setup = SETUP[shell]

child, terminal = pty.fork()
if child == 0:
    os.execvp(arguments[0], arguments)


def drain(quiet, limit=20.0):
    """Reads until the shell has said nothing for a while."""
    seen, end = b"", time.monotonic() + limit
    while time.monotonic() < end:
        if not select.select([terminal], [], [], quiet)[0]:
            return seen
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            return seen
    return seen


screen = drain(0.7)
os.write(terminal, (setup + "; echo rea''dy\n").encode())
end = time.monotonic() + 30
while b"ready" not in screen and time.monotonic() < end:
    screen += drain(0.3)
drain(0.5)
for line in lines:
    os.write(terminal, CLEAR + line.encode() + b"\t")
    drain(0.7)
    os.write(terminal, SHOW)
    end = time.monotonic() + 20
    while not (os.path.exists(target) and os.path.getsize(target)) and time.monotonic() < end:
        screen += drain(0.1)
    if not os.path.exists(target):
        os.kill(child, 9)
        sys.exit(screen.decode(errors="replace"))
    time.sleep(0.1)
    with open(target, encoding="utf-8") as shown:
        print(shown.read().rstrip("\n"))
    os.remove(target)
os.kill(child, 9)
