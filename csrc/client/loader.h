/* loader.h -- which dynamic loader the worker asks for, to start the worker through it.
 *
 * The kernel places an executable far from its libraries, at 0x55..., and they are at 0x7f....
 * Some processors predict jumps over so great a distance badly or not at all (AMD's Zen: it
 * cost scripts 15 per cent of their time), and the engine and PocketPy call each other at every
 * step.  A loader that is executed itself, with the executable as its argument, maps that next
 * to the libraries.
 */
#ifndef PKHOST_CLIENT_LOADER_H
#define PKHOST_CLIENT_LOADER_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

enum { LOADER_PATH_MOST = 256 };

/* The path of the loader of this executable.  False if it cannot be executed, or names none, or
 * one that is not there: then executing it itself works or tells why not. */
bool loader_find(const char *executable, char path[LOADER_PATH_MOST]);

#pragma GCC visibility pop

#endif
