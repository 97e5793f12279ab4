/* schedule.h - a place in the scheduler's queue: for the supervisor and init. */
#ifndef PKHOST_LAUNCHER_SCHEDULE_H
#define PKHOST_LAUNCHER_SCHEDULE_H

/* Ask the scheduler to be run soon after waking up.  Children do not inherit it. */
void run_promptly(void);

#endif
