/* terminal.h - a pseudo-terminal for a program that is to believe that a person sits at
 * it: for spawn.c. */
#ifndef PKHOST_TERMINAL_H
#define PKHOST_TERMINAL_H

/* Open one: *host is this side, does not block, and gives what the program
 * prints and takes what is typed; *program is its side.  Both are closed on exec.
 * Returns 0, or -1 with errno set and nothing left open.
 *
 * It works in lines, like any: what is typed arrives when a line is whole, at
 * most 4,095 bytes of it, Ctrl-D (4) ends the input, Ctrl-C (3) and Ctrl-\ (28)
 * send signals.  No other character means anything to it, what is typed is not
 * printed, and line ends stay as they are in both directions. */
int terminal_open(int columns, int rows, int *host, int *program);

#endif
