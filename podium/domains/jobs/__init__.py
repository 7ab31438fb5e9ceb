"""Jobs: processes that are run, by which robot, when, and what came of it.

A job waits as Pending until a session with a free runtime asks for work; it is then *handed out*: the session holds it
for as long as it is heard of, under a *fence*, a number that grows with every hand-out. Whoever reports of a job with
an older fence does not hold it any more and is told so. A job that is suspended holds nothing; it waits for triggers,
and is Resumed, which is another kind of waiting. ``states`` tells which state may follow which.
"""
