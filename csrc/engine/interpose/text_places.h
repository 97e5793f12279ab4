/* text_places.h -- where the characters of a long text are, found once for all who ask.
 *
 * A text is UTF-8, so its length and the place of a character cost a walk through it.  Of the few long
 * texts that were asked about last it is noted how many characters they have, and, once a place is asked
 * for in one that is not ASCII, where every 32nd of them begins.  After that all of this takes no longer
 * in a long text than in a short one.
 *
 * A text is known by its address and size.  It is forgotten before the garbage collector frees any: the
 * next one at its address is another.  All of it lies in the region.
 *
 * `text` is the whole of a str's here, no part of it.
 */
#ifndef PKHOST_INTERPOSE_TEXT_PLACES_H
#define PKHOST_INTERPOSE_TEXT_PLACES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool places_is_ascii(c11_sv text);
int places_length(c11_sv text); /* in characters */
/* Bytes before the character with this number; all bytes if there are fewer. */
int places_offset(c11_sv text, int64_t characters);
/* Characters before this byte, which begins one, or is the end. */
int places_number(c11_sv text, int offset);
/* An object that is made of the text, and kept for as long; nil: there is none. */
py_TValue *places_companion(c11_sv text);
void places_forget(void);

#pragma GCC visibility pop

#endif
