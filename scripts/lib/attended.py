"""Runs a module or a script, and ends it when the set-up that started it is gone: a killed set-up cannot
end it itself.

Arguments: the module's name or the script's path, and its own. Standard input is a pipe that nobody
writes to; it closes when the other side dies.
"""

import os
import runpy
import sys
import threading


def end_with_parent():
    # Not by sys.stdin, whose lock a thread must not hold when the interpreter ends.
    os.read(0, 1)
    os._exit(1)


threading.Thread(target=end_with_parent, daemon=True).start()
del sys.argv[0]
if sys.argv[0].endswith(".py"):
    runpy.run_path(sys.argv[0], run_name="__main__")
else:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
