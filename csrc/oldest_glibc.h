/* oldest_glibc.h -- included by the build before every C file of ours that is
 * linked to the C library, so that what is built on a new machine runs with
 * the oldest glibc that pkhost promises (building/glibc.py, which checks it).
 *
 * From glibc 2.38 on, its headers turn strtol and its kin, and sscanf, into
 * functions that also read binary numbers (C23) and that no older glibc has.
 * They do so for everybody who defines _GNU_SOURCE, and have no switch; what
 * is set here is how they keep their decision (its name changed with 2.41).
 * That has to be after <features.h>, which has to be after _GNU_SOURCE.
 */
#ifndef PKHOST_OLDEST_GLIBC_H
#define PKHOST_OLDEST_GLIBC_H

#define _GNU_SOURCE
#include <features.h>

#undef __GLIBC_USE_C2X_STRTOL
#define __GLIBC_USE_C2X_STRTOL 0
#undef __GLIBC_USE_C23_STRTOL
#define __GLIBC_USE_C23_STRTOL 0

#endif
