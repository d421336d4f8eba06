"""Work outside requests: `queue.defer` asks for it, `tasks` do it, `running` runs one in a process of its own.

This is the one seam to a queue of another kind: whoever brings one changes `queue.start` and the command `run_job`.
"""
