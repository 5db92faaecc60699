#: experiment-perturbation minCount
DELETE { ?node hb:perturbation_raised ?old }
WHERE { ?node a hb:Experiment ; hb:perturbation_raised ?old }

#: experiment-perturbation node
INSERT { ?node hb:perturbation_lowered hb:Claim }
WHERE { ?node a hb:Experiment }

#: experiment-setting node
INSERT { ?node hb:compared_with_raised hb:Claim }
WHERE { ?node a hb:Experiment }

#: experiment-readout minCount
DELETE { ?node hb:readout ?old }
WHERE { ?node a hb:Experiment ; hb:readout ?old }

#: experiment-readout maxCount
INSERT { ?node hb:readout term:calcium }
WHERE { ?node a hb:Experiment }

#: experiment-readout node
DELETE { ?node hb:readout ?old } INSERT { ?node hb:readout hb:Claim }
WHERE { ?node a hb:Experiment ; hb:readout ?old }

#: experiment-observed minCount
DELETE { ?node hb:observed ?old }
WHERE { ?node a hb:Experiment ; hb:observed ?old }

#: experiment-observed maxCount
INSERT { ?node hb:observed "0" }
WHERE { ?node a hb:Experiment }

#: experiment-observed in
DELETE { ?node hb:observed ?old } INSERT { ?node hb:observed "up" }
WHERE { ?node a hb:Experiment ; hb:observed ?old }

#: experiment closed
INSERT { ?node hb:colour "red" }
WHERE { ?node a hb:Experiment }

#: gap-kind minCount
DELETE { ?node hb:gap_kind ?old }
WHERE { ?node a hb:Gap ; hb:gap_kind ?old }

#: gap-kind maxCount
INSERT { ?node hb:gap_kind "limitation" }
WHERE { ?node a hb:Gap }

#: gap-kind in
DELETE { ?node hb:gap_kind ?old } INSERT { ?node hb:gap_kind "hole" }
WHERE { ?node a hb:Gap ; hb:gap_kind ?old }

#: gap-about minCount
DELETE { ?node hb:about ?old }
WHERE { ?node a hb:Gap ; hb:about ?old }

#: gap-about node
INSERT { ?node hb:about hb:Claim }
WHERE { ?node a hb:Gap }

#: gap closed
INSERT { ?node hb:colour "red" }
WHERE { ?node a hb:Gap }

#: discrepancy-as-printed minCount
DELETE { ?node hb:as_printed ?old }
WHERE { ?node a hb:Discrepancy ; hb:as_printed ?old }

#: discrepancy-as-printed maxCount
INSERT { ?node hb:as_printed "another" }
WHERE { ?node a hb:Discrepancy }

#: discrepancy-as-printed datatype
DELETE { ?node hb:as_printed ?old } INSERT { ?node hb:as_printed 7 }
WHERE { ?node a hb:Discrepancy ; hb:as_printed ?old }

#: discrepancy-corrected minCount
DELETE { ?node hb:corrected ?old }
WHERE { ?node a hb:Discrepancy ; hb:corrected ?old }

#: discrepancy-corrected maxCount
INSERT { ?node hb:corrected "another" }
WHERE { ?node a hb:Discrepancy }

#: discrepancy-corrected datatype
DELETE { ?node hb:corrected ?old } INSERT { ?node hb:corrected 7 }
WHERE { ?node a hb:Discrepancy ; hb:corrected ?old }

#: discrepancy closed
INSERT { ?node hb:colour "red" }
WHERE { ?node a hb:Discrepancy }

#: has-source minCount
DELETE { ?node hb:source ?old }
WHERE { ?node a hb:Gap ; hb:source ?old }

#: has-first-line minCount
DELETE { ?node hb:first_line ?old }
WHERE { ?node a hb:Gap ; hb:first_line ?old }

#: has-last-line minCount
DELETE { ?node hb:last_line ?old }
WHERE { ?node a hb:Gap ; hb:last_line ?old }
