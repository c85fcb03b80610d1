/* The depthwise lines of the table for cores with Helium, as in cases_depthwise.h. */
DEPTHWISE(mve3x3_s1_48_at40, pack_vectors, 3, 1, 48, 40, 0, sn_depthwise_mve_s8)
DEPTHWISE(mve3x3_s2_96_at40, pack_vectors, 3, 2, 96, 40, 0, sn_depthwise_mve_s8)
DEPTHWISE(mve5x5_s1_96_at20, pack_vectors, 5, 1, 96, 20, 0, sn_depthwise_mve_s8)
DEPTHWISE(mve7x7_s1_48_at20, pack_vectors, 7, 1, 48, 20, 0, sn_depthwise_mve_s8)
DEPTHWISE(mve7x7_s2_96_at20, pack_vectors, 7, 2, 96, 20, 0, sn_depthwise_mve_s8)
