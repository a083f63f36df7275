<!DOCTYPE html>
<html lang="de">
<!-- Demodaten: Zusammenfassung in eigenen Worten, Quelle: https://www.gesundheitsforschung-bmbf.de/de/6601.php -->
<head>
<meta charset="utf-8">
<title>Klinische Studien zur Versorgung älterer und hochaltriger Menschen</title>
<meta name="description" content="Studien aus der Initiative „Gesund – ein Leben lang“, die alten Menschen im Versorgungsalltag nützen.">
<link rel="canonical" href="https://www.gesundheitsforschung-bmbf.de/de/6601.php">
</head>
<body>
<main id="main">
<article class="article">
<p class="topline">Bekanntmachung | BMBF | <time datetime="2016-06-30">30.06.2016</time></p>
<h1>Klinische Studien zur Versorgung älterer und hochaltriger Menschen</h1>
<div class="rich-text">
<p>Studien aus der Initiative „Gesund – ein Leben lang“, die alten Menschen im Versorgungsalltag nützen.</p>
<section>
<h2>Worum es geht</h2>
<p>Im Mittelpunkt standen Mehrfacherkrankungen und die Einnahme vieler Medikamente im hohen Alter.</p>
</section>
<section>
<h2>Frist</h2>
<p>Abgabetermin war der 30. September 2016.</p>
</section>
<p>Maßgeblich ist allein der Text der amtlichen Veröffentlichung.</p>
</div>
</article>
</main>
</body>
</html>
