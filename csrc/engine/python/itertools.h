/* itertools.h -- the parts of the module itertools, a file for each kind of iterator. */
#ifndef PKHOST_PYTHON_ITERTOOLS_H
#define PKHOST_PYTHON_ITERTOOLS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Each makes its types in the module, while it is imported. */
void itertools_make_endless(py_GlobalRef module);      /* count, cycle, repeat */
void itertools_make_chains(py_GlobalRef module);       /* chain, islice, accumulate ... */
void itertools_make_filters(py_GlobalRef module);      /* takewhile, compress, starmap ... */
void itertools_make_groups(py_GlobalRef module);       /* groupby, tee */
void itertools_make_products(py_GlobalRef module);     /* product, zip_longest */
void itertools_make_combinations(py_GlobalRef module); /* permutations, combinations ... */

/* The functions that take keywords, known to all VMs. */
void itertools_endless_signatures(void);
void itertools_chains_signatures(void);
void itertools_filters_signatures(void);
void itertools_groups_signatures(void);
void itertools_products_signatures(void);
void itertools_combinations_signatures(void);

#pragma GCC visibility pop

#endif
