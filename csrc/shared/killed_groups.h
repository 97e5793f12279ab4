/* killed_groups.h - process groups that have been killed in one round: for
 * csrc/launcher/watch/tree.c and csrc/spawn/sweep.c, which kill what a program leaves.
 *
 * A process is killed together with its group.  The kernel does not let a fork and a signal
 * to the group overlap, while a process that forks and ends at once, and its child too, is
 * always gone by the time that it is killed by its number.  A group of the program's holds
 * no other process, since its session is its own.
 *
 * Once a round is enough, since no process of a killed group can fork; and it takes the
 * kernel milliseconds to get through a group of thousands that have not been reaped.  So groups
 * are noted, each at a place that follows from its number.  One that takes another's place
 * lets that one be killed twice, which does no harm. */
#ifndef PKHOST_KILLED_GROUPS_H
#define PKHOST_KILLED_GROUPS_H

#include <stdbool.h>

struct killed_groups {
    int places[256];
};

/* Begin a round. */
static inline void killed_groups_clear(struct killed_groups *killed)
{
    *killed = (struct killed_groups){ { 0 } };
}

/* Note a group.  Returns whether it is to be killed: it was not noted before, and is
 * neither none (0 or negative) nor `own_group`, the caller's. */
static inline bool killed_groups_note(struct killed_groups *killed, int group, int own_group)
{
    int *place;

    if (group <= 0 || group == own_group)
        return false;
    place = &killed->places[group % (int)(sizeof killed->places / sizeof *killed->places)];
    if (*place == group)
        return false;
    *place = group;
    return true;
}

#endif
