"""Runs a command on a terminal of its own, so many columns wide, and writes what it showed there.

usage: terminal.py COLUMNS COMMAND [ARGUMENT]...
Ends as the command does. The terminal adds a carriage return before every line feed.
"""

import fcntl
import os
import pty
import struct
import sys
import termios

columns, command = int(sys.argv[1]), sys.argv[2:]
process, terminal = pty.fork()
if process == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execvp(command[0], command)
while True:
    try:
        shown = os.read(terminal, 1 << 16)
    except OSError:  # the last of those who write there is gone
        break
    if not shown:
        break
    os.write(1, shown)
_, status = os.waitpid(process, 0)
sys.exit(os.waitstatus_to_exitcode(status))
