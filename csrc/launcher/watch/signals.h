/* signals.h - signals that a program sends, and that its filter asks about: for the
 * supervisor. */
#ifndef PKHOST_LAUNCHER_SIGNALS_H
#define PKHOST_LAUNCHER_SIGNALS_H

#include "base/run.h"

/* Answer one question at run->filter_questions_fd, if there is one to be read.  Returns
 * whether there can be more. */
bool signals_answer(const struct run *run, bool can_be_read);

#endif
