"""Work outside requests.

`queue.defer` asks for it and puts it on the queue, which is a table (procrastinate). `worker` takes it from there and
has a child process do it; `running` is what the child does, and `tasks` are the work itself.
"""
