/* number_cells.h -- one number of C's, where it lies in memory: what array and memoryview read and write.
 *
 * A cell has a letter, as struct's native forms have: "i" is an int.  "u" and "w" are characters of four
 * bytes.  Cells lie anywhere; their order of bytes is the machine's.
 */
#ifndef PKHOST_PYTHON_NUMBER_CELLS_H
#define PKHOST_PYTHON_NUMBER_CELLS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

int cell_size(char letter); /* in bytes; 0: there is no such cell */
/* False: raised, ValueError, of a "u" that is no character. */
bool cell_read(char letter, const char *from, py_OutRef out);

/* A value that is to go into a cell of integers, by its __index__, which may be code of a script's. */
typedef struct cell_integer {
    bool negative, fits_int64, fits_uint64;
    uint64_t bits; /* of the number, if it fits into either */
} cell_integer;
/* False: raised, TypeError if it is no integer. */
bool cell_take_integer(py_Ref value, cell_integer *out);
/* Whether a number fits into a cell of integers: -1: it is too small, 1: too large, 0: it fits. */
int cell_compare(char letter, const cell_integer *number);
void cell_write_integer(char letter, uint64_t bits, char *to);
void cell_write_float(char letter, double number, char *to); /* "f" or "d" */

#pragma GCC visibility pop

#endif
