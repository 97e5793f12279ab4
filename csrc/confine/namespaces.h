/* namespaces.h - what a process does in namespaces that are new: for the launcher's init,
 * and for the worker's first process. */
#ifndef PKHOST_CONFINE_NAMESPACES_H
#define PKHOST_CONFINE_NAMESPACES_H

#include <stdint.h>

/* In a new user namespace: have this one user and group of the namespace above, under the
 * same numbers, and no others.  The caller has to be them.  A failure says in `detail`
 * which file refused it: 0, 1, 2: setgroups, uid_map, gid_map. */
long user_map(uint32_t user, uint32_t group, uint32_t *detail);

/* Where a new root is put together.  Any folder does that is not itself to be in it;
 * /proc has a new one anyway. */
#define STAGE "/proc"

/* In a new mount namespace: mount an empty root, not yet entered, on top of STAGE.
 * `options` are those of the tmpfs.  Returns a descriptor of it. */
long root_stage(const char *options);

/* Enter that root, and let the old one go; closes the descriptor. */
long root_move_into(int root);

/* Nothing is made in the root any more. */
long root_make_read_only(void);

#endif
