/* engine.h -- the engine as a whole: what is done once for the process. */
#ifndef PKHOST_RUN_ENGINE_H
#define PKHOST_RUN_ENGINE_H

#pragma GCC visibility push(hidden)

const char *engine_prepare(void); /* NULL, or why it cannot be used */

/* In the child of a fork for which no handlers have run (_Fork() of the C library), made by the
 * only thread that uses the engine, between two runs: so no lock of the engine's is held. */
void engine_forked(void);

#pragma GCC visibility pop

#endif
