#!/usr/bin/env python3
"""Writes alike.txt: every character that a search takes for others, in hexadecimal, with those. Run by hand when Unicode moves on; then raise WordVector.Version."""
import re
import sys
import unicodedata as u

# Combining classes that make other letters and no accents: voiced kana, viramas, vowels of Telugu, Thai, Lao and Tibetan.
LETTERS = {0, 8, 9, 84, 91, 103, 107, 118, 122, 129, 130, 132}
ALIKE = {"ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "ng", "ĸ": "k", "ȷ": "j",
         "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا",
         "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "ʼ": "'", "ʻ": "'", "ʾ": "'", "ʿ": "'", "ˈ": "'", "ʹ": "'"}


def accent(c):
    category = u.category(c)
    if category == "Cf": return c != "\u200b"
    if category == "Me" or c in "\u0640\u034f\u180b\u180c\u180d\u180f" or 0xFE00 <= ord(c) <= 0xFE0F or 0xE0100 <= ord(c) <= 0xE01EF: return True
    return category == "Mn" and u.combining(c) not in LETTERS


def alike(c):
    if c in ALIKE: return ALIKE[c]
    if u.category(c) == "Nd": return str(u.digit(c))
    # Strokes and hooks that Unicode does not take apart.
    named = re.fullmatch(r"LATIN SMALL LETTER ([A-Z]) WITH .*", u.name(c, ""))
    return named[1].lower() if named else c


def plain(text): return "".join(c for c in u.normalize("NFKD", text) if not accent(c))


def fold(c):
    text = "".join(alike(one) for one in plain(plain(c).casefold()))
    return u.normalize("NFC", text) if "\u3099" in text or "\u309a" in text else text


def write(key, value): print(*[f"{ord(c):X}" for c in key], ">", *[f"{ord(c):X}" for c in value])


for point in range(sys.maxunicode + 1):
    c = chr(point)
    if u.category(c) in ("Cn", "Cs", "Co") or 0xAC00 <= point <= 0xD7A3: continue
    if fold(c) != c: write(c, fold(c))
# Kana whose voice is written after them.
for point in range(0x3041, 0x30FF):
    for voice in "\u3099\u309a":
        if len(u.normalize("NFC", chr(point) + voice)) == 1: write(chr(point) + voice, u.normalize("NFC", chr(point) + voice))
