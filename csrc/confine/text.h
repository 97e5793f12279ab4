/* text.h - bytes and text without a C library.
 *
 * Texts end in a zero byte.  What adds to one is given the room for the whole of it
 * and cuts off what does not fit. */
#ifndef PKHOST_CONFINE_TEXT_H
#define PKHOST_CONFINE_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* The C library's.  The compiler may call them for copies and zeroing of its own.  In the
 * launcher, which has no C library, base/memory.c defines them. */
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);

size_t text_length(const char *text);

/* Append text, or a number in decimal, to the text in `into`, which has room for
 * `room` bytes with its final zero. */
void text_add(char *into, size_t room, const char *text);
void text_add_number(char *into, size_t room, uint64_t number);

/* Read the decimal number at *at, skipping blanks before it, and move *at behind it.
 * No digits read as 0. */
uint64_t text_number(const char **at);

/* The same in hexadecimal, without skipping anything. */
uint64_t text_hexadecimal(const char **at);

/* What follows `beginning` in a text that begins with it, else NULL. */
const char *text_after(const char *text, const char *beginning);

/* Where the next line begins, or the end of the text. */
const char *text_next_line(const char *at);

/* What follows `beginning` in the first line that begins with it, or NULL.  This is how
 * files of /proc and of a control group are read: "NAME: VALUE", "NAME VALUE". */
const char *text_after_line_start(const char *text, const char *beginning);

#endif
