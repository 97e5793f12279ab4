/* engine.h -- the engine as a whole: what is done once for the process. */
#ifndef PKHOST_RUN_ENGINE_H
#define PKHOST_RUN_ENGINE_H

#pragma GCC visibility push(hidden)

const char *engine_prepare(void); /* NULL, or why it cannot be used */

#pragma GCC visibility pop

#endif
