// Runs one script in the stock PocketPy library, with nothing of pkhost around it.
//
//     stock SCRIPT OUTCOME
//
// The script's standard output and input are the process's own.  How it ended is written to the
// file OUTCOME: nothing if it ran to its end, else the name of the exception's class, a NUL byte,
// and the exception's message.  A script that takes the process down leaves no OUTCOME at all,
// which is the difference that its users look for.

#include <pocketpy.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(2);
    }
    text[size] = '\0';
    fclose(file);
    return text;
}

static void write_outcome(const char *path, const char *type, const char *message) {
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(2);
    }
    if (type) fprintf(file, "%s%c%s", type, '\0', message);
    fclose(file);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: stock SCRIPT OUTCOME\n");
        return 2;
    }
    char *source = read_file(argv[1]);
    py_initialize();
    // The name is in tracebacks, which scripts can print, so it is the one that pkhost gives.
    if (py_exec(source, "main.py", EXEC_MODE, NULL)) {
        fflush(stdout);
        write_outcome(argv[2], NULL, NULL);
        return 0;
    }
    fflush(stdout);
    py_matchexc(tp_BaseException);  // puts the exception into py_retval()
    py_StackRef exception = py_pushtmp();
    py_assign(exception, py_retval());
    py_clearexc(NULL);
    const char *type = py_tpname(py_typeof(exception));
    const char *message = py_str(exception) && py_isstr(py_retval())
                              ? py_tostr(py_retval())
                              : "<exception str() failed>";
    write_outcome(argv[2], type, message);
    return 1;
}
