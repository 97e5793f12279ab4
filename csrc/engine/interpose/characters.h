/* characters.h -- the characters of a text, which is UTF-8. */
#ifndef PKHOST_INTERPOSE_CHARACTERS_H
#define PKHOST_INTERPOSE_CHARACTERS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* The size of a text is an int, and no VM has so much memory. */
enum { CHARACTERS_MOST = INT32_MAX - 64 };
/* A new text of so many bytes in py_retval(), for its bytes to be written.  More than
 * a text can have is more memory than there is. */
char *characters_new(int64_t size);
bool characters_are_ascii(c11_sv text);
int characters_count(c11_sv text);
/* Bytes before the character with this number; all bytes if there are fewer. */
int characters_offset(c11_sv text, int64_t characters);
/* So many characters on from the one at `at`; back, if negative. */
const char *characters_move(c11_sv text, const char *at, int64_t characters);
/* Bytes of the character at `at`, and of the one that ends at `end`. */
int characters_width(const char *at, const char *end);
/* The size of a text's beginning: at most so many bytes, and no character cut off. */
int characters_within(const char *text, int size, int most);
int characters_width_before(const char *begin, const char *end);
/* Likewise if it is white space, else 0. */
int characters_space(const char *at, const char *end);
int characters_space_before(const char *begin, const char *end);
c11_sv characters_stripped(c11_sv text); /* without the white space around it */
/* One character so often; returns the end. */
char *characters_repeat(char *to, c11_sv one, int64_t times);
/* Whether a byte is not the first of its character. */
static inline bool characters_continues(char byte) { return ((unsigned char)byte & 0xc0) == 0x80; }
/* The size of the text in upper or lower case, which goes to `to` if it is not NULL. */
int64_t characters_change_case(c11_sv text, bool upper, char *to);

#pragma GCC visibility pop

#endif
