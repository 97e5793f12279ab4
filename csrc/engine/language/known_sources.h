/* known_sources.h -- the sources of the script and its modules, for what shows their lines. */
#ifndef PKHOST_LANGUAGE_KNOWN_SOURCES_H
#define PKHOST_LANGUAGE_KNOWN_SOURCES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* It has been compiled.  Those of exec() and its like are not kept, nor those without a file. */
void known_sources_note(SourceData_ source);

#pragma GCC visibility pop

#endif
