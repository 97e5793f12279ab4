/* frame_kind.h -- what is to be done when a frame is left.
 *
 * A byte of py_Frame that PocketPy leaves unused says so.  VM__push_frame() clears it.
 */
#ifndef PKHOST_INTERPOSE_FRAME_KIND_H
#define PKHOST_INTERPOSE_FRAME_KIND_H

#include "base/pocketpy.h"

enum frame_kind {
    FRAME_ORDINARY,
    /* Of an __init__ that a class was called for: below p0 is the new object, which takes the place
     * of what the function returns, and of itself (language/plain_calls.c). */
    FRAME_INITIALISES,
};

enum { FRAME_KIND = offsetof(py_Frame, is_locals_special) + sizeof(bool) };
_Static_assert(FRAME_KIND < offsetof(py_Frame, ip), "py_Frame has an unused byte behind its bool");

static inline uint8_t *frame_kind(py_Frame *frame) { return (uint8_t *)frame + FRAME_KIND; }

#endif
