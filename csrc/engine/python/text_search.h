/* text_search.h -- looking for a piece in a text or in bytes: str's methods (text.c, str_methods.c) and
 * those of bytes (bytes_search.c).
 *
 * All of them compare bytes: in UTF-8 no character's bytes are found within another's.  From the begin
 * the time is linear in the worst case, from the end it is not.
 */
#ifndef PKHOST_PYTHON_TEXT_SEARCH_H
#define PKHOST_PYTHON_TEXT_SEARCH_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Where `what` is in `in`, first or last; NULL: nowhere.  What is empty is at the begin, at the end. */
typedef const char *text_search(c11_sv in, c11_sv what);
text_search search_first, search_last;
/* How often `what`, which is not empty, is in `in`, without overlaps; no more than `most`. */
int64_t search_count(c11_sv in, c11_sv what, int64_t most);

/* The items of a list the other way round: what a split from the end gives, piece by piece. */
void search_turn_round(py_Ref list);

#pragma GCC visibility pop

#endif
