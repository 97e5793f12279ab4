/* frame_token.h -- which entering of a frame this is.
 *
 * PocketPy takes the memory of a frame again when it is left.  So that an object which stands for a
 * frame (language/frame_objects.c) can tell whether it is still that one, a number is put into
 * what py_Frame has behind its last member, where nothing of PocketPy's is; 0: none yet.
 */
#ifndef PKHOST_INTERPOSE_FRAME_TOKEN_H
#define PKHOST_INTERPOSE_FRAME_TOKEN_H

#include "base/pocketpy.h"

#include <string.h>

enum {
    FRAME_TOKEN = offsetof(py_Frame, exc_stack) + offsetof(c11_vector, elem_size) + sizeof(int)
};
_Static_assert(FRAME_TOKEN + sizeof(uint32_t) <= sizeof(py_Frame),
               "PocketPy's py_Frame has no room behind its last member");

static inline void frame_token_set(py_Frame *frame, uint32_t token)
{
    memcpy((char *)frame + FRAME_TOKEN, &token, sizeof token);
}

static inline uint32_t frame_token(const py_Frame *frame)
{
    uint32_t token;
    memcpy(&token, (const char *)frame + FRAME_TOKEN, sizeof token);
    return token;
}

#endif
