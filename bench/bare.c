// Runs scripts in the stock PocketPy library, with nothing of pkhost around it, and says how long
// each took.
//
// Reads names of files from standard input, a line each.  For each one it runs the script in a VM
// that has just been reset, and writes a line to standard output
//
//     CPU-NANOSECONDS OK SIZE
//
// followed by the SIZE bytes that the script printed; OK is 1 or 0.  The time is this thread's
// processor time from source to end of the script, compilation included.

#define _POSIX_C_SOURCE 200809L
#include <pocketpy.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct {
    char *data;
    size_t size, capacity;
} printed;

static void keep(const char *text) {
    size_t more = strlen(text);
    if (printed.size + more > printed.capacity) {
        printed.capacity = 2 * (printed.size + more);
        printed.data = realloc(printed.data, printed.capacity);
        if (!printed.data) abort();
    }
    memcpy(printed.data + printed.size, text, more);
    printed.size += more;
}

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

static long long cpu_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(void) {
    char path[4096];
    py_initialize();
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        char *source = read_file(path);
        py_resetvm();
        py_callbacks()->print = keep;
        printed.size = 0;
        long long start = cpu_ns();
        bool ok = py_exec(source, "main.py", EXEC_MODE, NULL);
        long long took = cpu_ns() - start;
        if (!ok) {
            py_printexc();
            py_clearexc(NULL);
        }
        printf("%lld %d %zu\n", took, ok, printed.size);
        fwrite(printed.data, 1, printed.size, stdout);
        fflush(stdout);
        free(source);
    }
    return 0;
}
