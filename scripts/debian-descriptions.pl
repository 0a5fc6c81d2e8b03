#!/usr/bin/perl
# The second half of get-debian-descriptions: converts apt's lists to the six files of a parallel corpus.
# Needs nothing but perl-base.
use strict;
use warnings;

my ($packages, $english, $foreign, $language, $folder, $valid_percent, $test_percent) = @ARGV;
die "usage: debian-descriptions.pl PACKAGES ENGLISH FOREIGN LANGUAGE FOLDER VALID_PERCENT TEST_PERCENT\n" if @ARGV != 7;

# Binary packages of one source share paragraphs, often word for word: they must stay in the same split.
my $source_of = read_sources($packages);
my $translation_of = read_descriptions($foreign, "Description-$language");
my $original_of = read_descriptions($english, 'Description-en');

my (%seen, %count, %out);
for my $split (qw(train valid test)) {
    for my $side ('en', $language) {
        open $out{"$split.$side"}, '>:raw', "$folder/$split.$side" or die "$folder/$split.$side: $!\n";
    }
}

my ($skipped, $equal, $duplicate) = (0, 0, 0);
# Sorted, so that which duplicate survives does not depend on perl's hash order.
for my $md5 (sort keys %$translation_of) {
    my $original = $original_of->{$md5} or next;
    my @source = paragraphs($original->{text});
    my @target = paragraphs($translation_of->{$md5}{text});
    if (@source != @target) {
        $skipped++;
        next;
    }
    my $split = split_of($source_of->{$original->{package}} // $original->{package});
    for my $i (0 .. $#source) {
        if ($source[$i] eq $target[$i]) { $equal++; next }
        # Once per side: neither a source nor a target sentence of test may occur in train.
        if ($seen{"en\n$source[$i]"} || $seen{"$language\n$target[$i]"}) { $duplicate++; next }
        $seen{"en\n$source[$i]"} = $seen{"$language\n$target[$i]"} = 1;
        print { $out{"$split.en"} } "$source[$i]\n";
        print { $out{"$split.$language"} } "$target[$i]\n";
        $count{$split}++;
    }
}
close $_ or die "$folder: $!\n" for values %out;
print join(', ', map { "$_ " . ($count{$_} // 0) } qw(train valid test)), " pairs en-$language ",
    "(skipped: $skipped descriptions with unequal numbers of paragraphs, $equal untranslated and $duplicate duplicate pairs)\n";

# Name of the source package of each binary package.
sub read_sources {
    my ($path) = @_;
    my %source;
    for_each_stanza($path, sub {
        my ($stanza) = @_;
        my ($package) = $stanza =~ /^Package: (\S+)/m or return;
        $source{$package} = $stanza =~ /^Source: (\S+)/m ? $1 : $package;
    });
    return \%source;
}

# Package and text of each description, by the checksum of the English description.
sub read_descriptions {
    my ($path, $field) = @_;
    my %description;
    for_each_stanza($path, sub {
        my ($stanza) = @_;
        my ($package) = $stanza =~ /^Package: (\S+)/m or return;
        my ($md5) = $stanza =~ /^Description-md5: (\S+)/m or return;
        my ($text) = $stanza =~ /^\Q$field\E: (.*(?:\n .*)*)/m or return;
        $description{$md5} //= { package => $package, text => $text };
    });
    return \%description;
}

sub for_each_stanza {
    my ($path, $action) = @_;
    open my $in, '<:raw', $path or die "$path: $!\n";
    local $/ = '';
    $action->($_) while <$in>;
    close $in;
}

# The short description, then the paragraphs of the long one, each in one line.
sub paragraphs {
    my ($short, @lines) = split /\n/, $_[0];
    my @paragraphs = ($short, '');
    for my $line (@lines) {
        if ($line =~ /^ \.\s*$/) { push @paragraphs, '' }
        else { $paragraphs[-1] .= " $line" }
    }
    for (@paragraphs) {
        s/\s+/ /ga;
        s/^ | $//g;
    }
    return grep { length } @paragraphs;
}

# FNV-1a over the name of the source package: a package is in the same split on every machine, in every release.
sub split_of {
    my ($name) = @_;
    my $hash = 2166136261;
    $hash = (($hash ^ ord) * 16777619) & 0xFFFFFFFF for split //, $name;
    my $bucket = ($hash >> 8) % 100;
    return $bucket < $test_percent ? 'test' : $bucket < $test_percent + $valid_percent ? 'valid' : 'train';
}
