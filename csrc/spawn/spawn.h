/* spawn.h - starts the launcher: the host's side of what csrc/launcher/launcher.h
 * describes: for module.c. */
#ifndef PKHOST_SPAWN_H
#define PKHOST_SPAWN_H

#include <stdbool.h>
#include <stddef.h>

/* Numbers that are no descriptor, for the program's input; _launch.py has them too. */
enum { INPUT_NOTHING = -1, INPUT_PIPE = -2 };

/* One start.  The first part is asked for; the rest is for spawn_launcher to fill. */
struct start {
    const char *launcher; /* its path */
    int input;            /* a descriptor, which stays the caller's, or one of the above */
    int columns;          /* of a terminal in place of all three streams, or 0 for pipes */
    int rows;

    /* Descriptors, -1 where there is none.  Those of the launcher are closed here again in
     * any case, the host's ends only if it fails. */
    int control[2]; /* the host's, the launcher's */
    int config;     /* a file, or -1 if the configuration went through the channel */
    bool input_is_ours;
    int input_writer;
    int output[2]; /* the reader, the writer */
    int error[2];  /* with a terminal only the latter */

    int failure;         /* an errno, of the child */
    const char *missing; /* the file that could not be opened, if it was one */
};

/* Start the launcher.  Returns its process id; the host's ends are control[0],
 * input_writer, output[0] and error[0], and none of them blocks.  Or -1 with an errno,
 * and `missing`; nothing is left open or running then. */
int spawn_launcher(struct start *start, const char *config, size_t size);

#endif
