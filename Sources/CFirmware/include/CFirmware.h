/* The text of every C file that generated projects are made of, as bytes of this program. */
#ifndef STREAMNET_CFIRMWARE_H
#define STREAMNET_CFIRMWARE_H

typedef struct cfirmware_text {
    const char *name;
    const unsigned char *bytes;
    unsigned long count;
} cfirmware_text;

/* All texts, and behind the last one without a name. */
const cfirmware_text *cfirmware_texts(void);

#endif
