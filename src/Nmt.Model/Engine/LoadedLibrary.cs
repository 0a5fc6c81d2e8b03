using System.Globalization;
using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>A 64-bit ELF library in memory on Linux (System V ABI, chapter 5): finds its imports, and overwrites bytes.</summary>
/// <param name="start">Its start address.</param>
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

    /// <summary>Finds a loaded library by its file name, in any folder; null if it is not loaded.</summary>
    public static LoadedLibrary? Find(string fileName)
    {
        // For example 7f12a000-7f12b000 r--p 00000000 fe:00 1234   /path
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

    /// <summary>Returns the address of the pointer to an imported function; null if the library imports no function of that name.</summary>
    public IntPtr? FindImport(string function)
    {
        var tables = Dynamic();
        return Import(tables, CallRelocations, CallRelocationsSize, function) ?? Import(tables, Relocations, RelocationsSize, function);
    }

    /// <summary>Overwrites bytes at an address. No thread may be using them, or anything on the same memory pages.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="bytes">The bytes to write.</param>
    /// <param name="isCode">Whether the bytes are code, or data that the library reads.</param>
    /// <returns>False if the system forbids it; then nothing has changed.</returns>
    public static bool Overwrite(IntPtr address, ReadOnlySpan<byte> bytes, bool isCode)
    {
        // The bytes may cross a page boundary.
        IntPtr page = address & ~((IntPtr)Environment.SystemPageSize - 1);
        nuint length = (nuint)(address - page + bytes.Length);
        // Never writable and executable at once: hardened systems refuse that.
        if (ProtectMemory(page, length, Read | Write) != 0)
        {
            return false;
        }

        bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));
        // Not all pages of import pointers are read-only originally, so data pages stay writable.
        return !isCode || ProtectMemory(page, length, Read | Execute) == 0
            ? true
            : throw new InvalidOperationException("the tensor library's code could not be made executable again");
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

    /// <summary>Reads the dynamic section; the loader has turned its offsets into addresses.</summary>
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
