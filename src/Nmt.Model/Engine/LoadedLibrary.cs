using System.Globalization;
using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>A 64-bit ELF library as it is in memory, on Linux (System V ABI, chapter 5): finds its imports, and replaces bytes of it.</summary>
/// <param name="start">Where it begins.</param>
internal sealed unsafe partial class LoadedLibrary(IntPtr start)
{
    private const int DynamicSegment = 2;
    private const long StringTable = 5;
    private const long SymbolTable = 6;
    private const long Relocations = 7;
    private const long RelocationsSize = 8;
    private const long CallRelocations = 23;
    private const long CallRelocationsSize = 2;
    private const int RelocationSize = 24;
    private const int SymbolSize = 24;

    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;

    /// <summary>The library of a file name, wherever it was loaded from; null where none is.</summary>
    public static LoadedLibrary? Find(string fileName)
    {
        // As in 7f12a000-7f12b000 r--p 00000000 fe:00 1234   /path
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (fields.Length == 6 && Path.GetFileName(fields[5]) == fileName && fields[2].All(digit => digit == '0'))
            {
                return new LoadedLibrary((IntPtr)long.Parse(fields[0].Split('-')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            }
        }

        return null;
    }

    /// <summary>Where the address of a function is kept that the library calls and another one has; null where it calls none of that name.</summary>
    public IntPtr? ImportOf(string function)
    {
        var tables = Dynamic();
        return Import(tables, CallRelocations, CallRelocationsSize, function) ?? Import(tables, Relocations, RelocationsSize, function);
    }

    /// <summary>Overwrites what is at an address. No thread may be using it, or what is near it.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="bytes">What to write.</param>
    /// <param name="isCode">Whether it is executed, or read by the library.</param>
    /// <returns>False where the system forbids it; then nothing has changed.</returns>
    public static bool Overwrite(IntPtr address, ReadOnlySpan<byte> bytes, bool isCode)
    {
        // The bytes may lie across the border of two pages.
        IntPtr page = address & ~((IntPtr)Environment.SystemPageSize - 1);
        nuint length = (nuint)(address - page + bytes.Length);
        // Never writable and executable at once: hardened systems refuse that.
        if (ProtectMemory(page, length, Read | Write) != 0)
        {
            return false;
        }

        bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));
        // Of the pages with addresses not all are read-only, so these stay writable.
        return !isCode || ProtectMemory(page, length, Read | Execute) == 0
            ? true
            : throw new InvalidOperationException("the memory of the tensor library's code could not be made executable again");
    }

    private IntPtr? Import(Dictionary<long, long> tables, long table, long size, string function)
    {
        if (!tables.TryGetValue(table, out long first) || !tables.TryGetValue(size, out long bytes))
        {
            return null;
        }

        for (byte* entry = (byte*)first; entry < (byte*)first + bytes; entry += RelocationSize)
        {
            // Elf64_Rela: offset, symbol and type, addend.
            long symbol = *(long*)(entry + 8) >> 32;
            if (symbol != 0 && NameOf(tables, symbol) == function)
            {
                return start + (IntPtr)(*(long*)entry);
            }
        }

        return null;
    }

    private static string? NameOf(Dictionary<long, long> tables, long symbol) =>
        Marshal.PtrToStringUTF8((IntPtr)(tables[StringTable] + *(uint*)(tables[SymbolTable] + (symbol * SymbolSize))));

    /// <summary>The dynamic section; the loader has made addresses of its offsets.</summary>
    private Dictionary<long, long> Dynamic()
    {
        var entries = new Dictionary<long, long>();
        byte* header = (byte*)(start + (IntPtr)(*(long*)(start + 32)));
        int size = *(ushort*)(start + 54);
        int count = *(ushort*)(start + 56);
        for (int i = 0; i < count; i++, header += size)
        {
            // Elf64_Phdr: type, flags, offset, address.
            for (long* entry = (long*)(start + (IntPtr)(*(long*)(header + 16))); *(int*)header == DynamicSegment && *entry != 0; entry += 2)
            {
                entries.TryAdd(entry[0], entry[1]);
            }
        }

        return entries;
    }

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int ProtectMemory(IntPtr address, nuint length, int protection);
}
