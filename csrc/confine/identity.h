/* identity.h - users and capabilities of the calling thread. */
#ifndef PKHOST_CONFINE_IDENTITY_H
#define PKHOST_CONFINE_IDENTITY_H

#include <stdint.h>

/* The user and group where no other can be had: in a container that maps few users. */
#define NOBODY 65534u

/* Become this user and group, with no other groups; NOBODY where the namespace does not have
 * it.  Root's right, or that of who has CAP_SETUID and CAP_SETGID. */
long identity_become(uint32_t user);

/* Which of the capabilities 0 to 31 this thread may have. */
uint32_t capabilities_permitted(void);

/* Have these of the capabilities 0 to 31, and no others; 0 for none. */
long capabilities_set(uint32_t set);

/* Take all but these out of the bounding set: what no exec may ever bring back.  Does
 * nothing, harmlessly, without CAP_SETPCAP. */
void capabilities_bound(uint32_t kept);

#endif
