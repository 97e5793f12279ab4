/* group.h -- a worker of many VMs, which trust each other.
 *
 * Its lanes (channel/lane.h) are served by threads that are all alike.  One of them, the
 * *leader*, waits for the group's bell.  When it finds a lane that has something to say and
 * that nobody serves, another thread becomes the leader, and this one serves the lane as long
 * as there is something to do: while a script runs, and some microseconds longer.  So a
 * lane without a run, or with a paused one, has no thread, and a message to one that is
 * idle wakes one thread and not two.
 *
 * Where a thread serves the lane already, the leader sees to the host's wishes: it interrupts
 * or pauses that thread's run, as any thread may (pkhost_vm_interrupt()).
 *
 * A VM is made and freed by messages (NEW_VM, END).  Its region is at a place that follows
 * from the number of its lane, so that its images are good for another process of the
 * group, where it has the same lane.
 */
#ifndef PKHOST_WORKER_GROUP_H
#define PKHOST_WORKER_GROUP_H

#include <stdint.h>

#pragma GCC visibility push(hidden)

/* Serve a group's lanes for ever.  For the only thread of a process, which is locked in.
 * `places`: where regions are, a number that no other kind of VM has. */
_Noreturn void serve_group(char *lanes, uint64_t places);

#pragma GCC visibility pop

#endif
