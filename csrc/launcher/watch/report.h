/* report.h - what the host is told in the end: for main.c. */
#ifndef PKHOST_LAUNCHER_REPORT_H
#define PKHOST_LAUNCHER_REPORT_H

#include "watch/supervisor.h"

/* Send the report through the control channel, after supervise() or a failure before it.
 * Removes the control group, once it has told what it counted. */
void report(struct supervisor *this);

#endif
