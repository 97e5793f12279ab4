/* message_texts.h -- what PocketPy says in other words than CPython. */
#ifndef PKHOST_LANGUAGE_MESSAGE_TEXTS_H
#define PKHOST_LANGUAGE_MESSAGE_TEXTS_H

#pragma GCC visibility push(hidden)

/* The format to use in place of one of PocketPy's, of the same arguments; often itself. */
const char *message_format(const char *format);

#pragma GCC visibility pop

#endif
