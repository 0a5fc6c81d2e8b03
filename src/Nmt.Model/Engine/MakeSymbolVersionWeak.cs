using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// A build task that copies a 64-bit ELF library and marks one of its required symbol versions as weak, so that systems whose
/// library lacks that version load it too. Correct only if no symbol of that version is ever called.
/// </summary>
/// <remarks>
/// Format: System V ABI, "Dynamic Section"; Linux Standard Base, "Symbol Versioning". glibc evaluates the flag in
/// elf/dl-version.c: a missing version is not an error if VER_FLG_WEAK is set.
/// </remarks>
public sealed class MakeSymbolVersionWeak : Task
{
    private const int LoadSegment = 1;
    private const int DynamicSegment = 2;
    private const ulong StringTable = 5;
    private const ulong VersionsNeeded = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    private byte[] _file = Array.Empty<byte>();

    /// <summary>The library to copy.</summary>
    [Required]
    public string Library { get; set; } = "";

    /// <summary>The version, such as GLIBCXX_3.4.32.</summary>
    [Required]
    public string SymbolVersion { get; set; } = "";

    /// <summary>The path of the copy.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        _file = File.ReadAllBytes(Library);
        if (!IsElf64() || !MarkWeak())
        {
            Log.LogError(
                "{0} does not require {1} as expected: this is not the build of TorchSharp that this task was written for. "
                + "See src/Nmt.Model/Engine/TorchSharp.targets", Library, SymbolVersion);
            return false;
        }

        // Written under another name and renamed: another build may be reading the old file.
        Directory.CreateDirectory(Path.GetDirectoryName(Output)!);
        File.WriteAllBytes(Output + ".new", _file);
        if (File.Exists(Output))
        {
            File.Delete(Output);
        }

        File.Move(Output + ".new", Output);
        return true;
    }

    private bool IsElf64() =>
        _file.Length > 64 && _file[0] == 0x7f && _file[1] == 'E' && _file[2] == 'L' && _file[3] == 'F' && _file[4] == 2 && _file[5] == 1;

    /// <summary>Finds the version in the list of required versions and sets its weak flag.</summary>
    private bool MarkWeak()
    {
        long strings = Dynamic(StringTable);
        long need = Dynamic(VersionsNeeded);
        while (true)
        {
            // Elf64_Verneed: version, count, file, first entry, next.
            int count = BitConverter.ToUInt16(_file, (int)need + 2);
            long entry = need + BitConverter.ToUInt32(_file, (int)need + 8);
            for (int i = 0; i < count; i++)
            {
                // Elf64_Vernaux: hash, flags, other, name, next.
                if (Text(strings + BitConverter.ToUInt32(_file, (int)entry + 8)) == SymbolVersion)
                {
                    _file[entry + 4] |= (byte)WeakFlag;
                    return true;
                }

                entry += BitConverter.ToUInt32(_file, (int)entry + 12);
            }

            uint next = BitConverter.ToUInt32(_file, (int)need + 12);
            if (next == 0)
            {
                return false;
            }

            need += next;
        }
    }

    /// <summary>Returns the file offset of the data that an entry of the dynamic section points to.</summary>
    private long Dynamic(ulong tag)
    {
        foreach (var (type, offset, _, size) in Segments())
        {
            for (long at = offset; type == DynamicSegment && at < offset + size; at += 16)
            {
                if (BitConverter.ToUInt64(_file, (int)at) == tag)
                {
                    return FileOffset(BitConverter.ToInt64(_file, (int)at + 8));
                }
            }
        }

        throw new InvalidDataException(Library + " has no entry " + tag + " in its dynamic section");
    }

    private long FileOffset(long address)
    {
        foreach (var (type, offset, start, size) in Segments())
        {
            if (type == LoadSegment && start <= address && address < start + size)
            {
                return address - start + offset;
            }
        }

        throw new InvalidDataException(Library + " has no segment that contains the address " + address);
    }

    /// <summary>Elf64_Phdr: type, flags, offset, virtual address, physical address, size in the file, ...</summary>
    private System.Collections.Generic.IEnumerable<(int Type, long Offset, long Address, long Size)> Segments()
    {
        long table = BitConverter.ToInt64(_file, 32);
        int size = BitConverter.ToUInt16(_file, 54);
        int count = BitConverter.ToUInt16(_file, 56);
        for (int i = 0; i < count; i++)
        {
            int at = (int)table + (i * size);
            yield return (BitConverter.ToInt32(_file, at), BitConverter.ToInt64(_file, at + 8), BitConverter.ToInt64(_file, at + 16), BitConverter.ToInt64(_file, at + 32));
        }
    }

    private string Text(long at)
    {
        int end = Array.IndexOf(_file, (byte)0, (int)at);
        return Encoding.ASCII.GetString(_file, (int)at, end - (int)at);
    }
}
